#!/usr/bin/python3
"""Evolution's address book service and Camel, its mail library, joined as Evolution joins them:
Camel asks its session for the recipient's certificate, which asks the address book.
  evolution.py HOST PORT BASE OUT < ADDRESSES
"""
import os
import sys

import gi

gi.require_version("EBook", "1.2")
gi.require_version("Camel", "1.2")
gi.require_version("EDataServer", "1.2")
from gi.repository import Camel, EBook, EDataServer, GLib  # noqa: E402

host, port, base, out = sys.argv[1:5]
registry = EDataServer.SourceRegistry.new_sync(None)
source = EDataServer.Source.new(None, None)
source.set_display_name("directory")
source.set_parent("ldap-stub")
source.get_extension(EDataServer.SOURCE_EXTENSION_ADDRESS_BOOK).set_backend_name("ldap")
server = source.get_extension(EDataServer.SOURCE_EXTENSION_AUTHENTICATION)
server.set_host(host)
server.set_port(int(port))
book = source.get_extension("LDAP Backend")
book.set_root_dn(base)
book.set_scope(EDataServer.SourceLDAPScope.SUBTREE)
book.set_security(EDataServer.SourceLDAPSecurity.NONE)
registry.commit_source_sync(source, None)
no_wait = GLib.MAXUINT32  # an LDAP book reports its connection only when it is asked for something
client = EBook.BookClient.connect_sync(registry.ref_source(source.get_uid()), no_wait, None)


class Session(Camel.Session):
    def do_get_recipient_certificates_sync(self, flags, recipients, cancellable):
        return EBook.book_utils_get_recipient_certificates_sync(
            registry, [client], Camel.RecipientCertificateFlags(flags), recipients, cancellable
        )


home = os.environ["HOME"]
Camel.init(home + "/nss", True)
session = Session(user_data_dir=home + "/mail", user_cache_dir=home + "/cache")
for mail in sys.stdin.read().split():
    plain = Camel.MimePart.new()
    plain.set_content(b"secret\n", "text/plain")
    coded = Camel.MimePart.new()
    try:
        Camel.SMIMEContext.new(session).encrypt_sync(None, [mail], plain, coded, None)
    except GLib.Error as e:
        with open(f"{out}/{mail}.why", "w") as file:
            file.write(e.message + "\n")
        continue
    stream = Camel.StreamMem.new()
    coded.get_content().decode_to_stream_sync(stream, None)
    with open(f"{out}/{mail}.p7", "wb") as file:
        file.write(bytes(stream.get_byte_array()))
