import sys

from ldb import FLAG_MOD_REPLACE, Dn, Message, MessageElement
from samba.auth import system_session
from samba.dcerpc import security
from samba.ndr import ndr_pack
from samba.param import LoadParm
from samba.samdb import SamDB

settings = LoadParm(filename_for_non_global_lp=sys.argv[1])
domain = SamDB(sys.argv[2], session_info=system_session(), lp=settings)
rights = security.descriptor.from_sddl(
    "O:DAG:DAD:PAI(A;;RPWPCRCCDCLCLORCWOWDSDDTSW;;;SY)"
    "(A;;RPWPCRCCDCLCLORCWOWDSDDTSW;;;DA)(A;;RPLCLORC;;;AU)",
    security.dom_sid(domain.get_domain_sid()),
)
change = Message()
change.dn = Dn(domain, sys.argv[3])
for name, value in (("nTSecurityDescriptor", ndr_pack(rights)), ("adminCount", "1")):
    change[name] = MessageElement(value, FLAG_MOD_REPLACE, name)
domain.modify(change)
