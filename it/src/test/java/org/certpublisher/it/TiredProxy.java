package org.certpublisher.it;

import com.unboundid.ldap.listener.LDAPListener;
import com.unboundid.ldap.listener.LDAPListenerClientConnection;
import com.unboundid.ldap.listener.LDAPListenerConfig;
import com.unboundid.ldap.listener.LDAPListenerRequestHandler;
import com.unboundid.ldap.listener.ProxyRequestHandler;
import com.unboundid.ldap.protocol.AddRequestProtocolOp;
import com.unboundid.ldap.protocol.BindRequestProtocolOp;
import com.unboundid.ldap.protocol.CompareRequestProtocolOp;
import com.unboundid.ldap.protocol.DeleteRequestProtocolOp;
import com.unboundid.ldap.protocol.ExtendedRequestProtocolOp;
import com.unboundid.ldap.protocol.LDAPMessage;
import com.unboundid.ldap.protocol.ModifyDNRequestProtocolOp;
import com.unboundid.ldap.protocol.ModifyRequestProtocolOp;
import com.unboundid.ldap.protocol.ModifyResponseProtocolOp;
import com.unboundid.ldap.protocol.SearchRequestProtocolOp;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SingleServerSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands before a slapd, lets so many modifies through and answers the others 51 or 52. */
final class TiredProxy implements AutoCloseable {
  private final LDAPListener listener;

  TiredProxy(Slapd slapd, int modifies) {
    URI url = URI.create(slapd.url());
    var server = new SingleServerSet(url.getHost(), url.getPort());
    LDAPListenerConfig config =
        new LDAPListenerConfig(
            0, new Handler(new ProxyRequestHandler(server), new AtomicInteger(modifies)));
    config.setListenAddress(InetAddress.getLoopbackAddress());
    listener = new LDAPListener(config);
    try {
      listener.startListening();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** In clear. */
  String url() {
    return "ldap://localhost:" + listener.getListenPort();
  }

  @Override
  public void close() {
    listener.shutDown(true);
  }

  private static final class Handler extends LDAPListenerRequestHandler {
    private final ProxyRequestHandler proxy;
    private final AtomicInteger left;

    Handler(ProxyRequestHandler proxy, AtomicInteger left) {
      this.proxy = proxy;
      this.left = left;
    }

    @Override
    public Handler newInstance(LDAPListenerClientConnection connection) throws LDAPException {
      return new Handler(proxy.newInstance(connection), left);
    }

    @Override
    public void closeInstance() {
      proxy.closeInstance();
    }

    @Override
    public LDAPMessage processModifyRequest(
        int id, ModifyRequestProtocolOp request, List<Control> controls) {
      int rest = left.getAndDecrement();
      if (rest > 0) {
        return proxy.processModifyRequest(id, request, controls);
      }
      ResultCode code = rest % 2 == 0 ? ResultCode.BUSY : ResultCode.UNAVAILABLE;
      return new LDAPMessage(
          id, new ModifyResponseProtocolOp(code.intValue(), null, "tired", List.of()));
    }

    @Override
    public LDAPMessage processAddRequest(
        int id, AddRequestProtocolOp request, List<Control> controls) {
      return proxy.processAddRequest(id, request, controls);
    }

    @Override
    public LDAPMessage processBindRequest(
        int id, BindRequestProtocolOp request, List<Control> controls) {
      return proxy.processBindRequest(id, request, controls);
    }

    @Override
    public LDAPMessage processCompareRequest(
        int id, CompareRequestProtocolOp request, List<Control> controls) {
      return proxy.processCompareRequest(id, request, controls);
    }

    @Override
    public LDAPMessage processDeleteRequest(
        int id, DeleteRequestProtocolOp request, List<Control> controls) {
      return proxy.processDeleteRequest(id, request, controls);
    }

    @Override
    public LDAPMessage processExtendedRequest(
        int id, ExtendedRequestProtocolOp request, List<Control> controls) {
      return proxy.processExtendedRequest(id, request, controls);
    }

    @Override
    public LDAPMessage processModifyDNRequest(
        int id, ModifyDNRequestProtocolOp request, List<Control> controls) {
      return proxy.processModifyDNRequest(id, request, controls);
    }

    @Override
    public LDAPMessage processSearchRequest(
        int id, SearchRequestProtocolOp request, List<Control> controls) {
      return proxy.processSearchRequest(id, request, controls);
    }
  }
}
