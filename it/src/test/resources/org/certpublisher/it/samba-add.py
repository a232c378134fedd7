import sys

from samba.auth import system_session
from samba.param import LoadParm
from samba.samdb import SamDB

settings = LoadParm(filename_for_non_global_lp=sys.argv[1])
domain = SamDB(sys.argv[2], session_info=system_session(), lp=settings)
entries = [entry for _, entry in domain.parse_ldif(sys.stdin.read())]
# A transaction of ten thousand takes longer than twenty of five hundred.
for start in range(0, len(entries), 500):
    domain.transaction_start()
    for entry in entries[start : start + 500]:
        domain.add(entry)
    domain.transaction_commit()
