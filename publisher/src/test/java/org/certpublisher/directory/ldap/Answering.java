package org.certpublisher.directory.ldap;

import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedModifyRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedModifyResult;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.ResultCode;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers modifies with result codes of the test's choice. */
final class Answering extends InMemoryOperationInterceptor {
  private final Queue<ResultCode> instead = new ConcurrentLinkedQueue<>();
  private final Queue<ResultCode> afterwards = new ConcurrentLinkedQueue<>();
  private final Queue<Runnable> before = new ConcurrentLinkedQueue<>();
  private final AtomicInteger modifications = new AtomicInteger();

  /** The next modify is not carried out and answered so. */
  void insteadOfTheNext(ResultCode code) {
    instead.add(code);
  }

  /** This happens just before the next modify. */
  void beforeTheNext(Runnable happens) {
    before.add(happens);
  }

  /** The next modify is carried out and answered so all the same. */
  void afterTheNext(ResultCode code) {
    afterwards.add(code);
  }

  int modifications() {
    return modifications.get();
  }

  @Override
  public void processModifyRequest(InMemoryInterceptedModifyRequest request) throws LDAPException {
    modifications.incrementAndGet();
    Runnable happens = before.poll();
    if (happens != null) {
      happens.run();
    }
    ResultCode code = instead.poll();
    if (code != null) {
      throw new LDAPException(code, "as the test wants it");
    }
  }

  @Override
  public void processModifyResult(InMemoryInterceptedModifyResult result) {
    ResultCode code = afterwards.poll();
    if (code != null) {
      result.setResult(new LDAPResult(result.getMessageID(), code));
    }
  }
}
