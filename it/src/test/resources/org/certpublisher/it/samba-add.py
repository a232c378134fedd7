import sys

from samba.auth import system_session
from samba.param import LoadParm
from samba.samdb import SamDB

settings = LoadParm(filename_for_non_global_lp=sys.argv[1])
domain = SamDB(sys.argv[2], session_info=system_session(), lp=settings)
domain.transaction_start()
domain.add_ldif(sys.stdin.read())
domain.transaction_commit()
