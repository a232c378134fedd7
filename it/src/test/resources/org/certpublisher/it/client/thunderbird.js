// Runs in Thunderbird: opens a compose window for an address and switches encryption on. The window
// checks its recipient, looks it up in the directory by itself, and when it then has a certificate,
// the mail is sent later. Arguments: the address and what takes the result: a reason when the window
// does not encrypt, or an error.
const [address, done] = arguments;
const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
const { setTimeout } = ChromeUtils.importESModule("resource://gre/modules/Timer.sys.mjs");

const LONGEST = 30000;

async function until(what, state) {
  const end = Date.now() + LONGEST;
  while (!state()) {
    if (Date.now() > end) {
      throw new Error(what + " takes longer than " + LONGEST + " ms");
    }
    await new Promise(resolve => setTimeout(resolve, 20));
  }
}

function identity() {
  const one = MailServices.accounts.defaultAccount.defaultIdentity;
  const own = Cc["@mozilla.org/security/x509certdb;1"]
    .getService(Ci.nsIX509CertDB)
    .getCerts()
    .find(certificate => certificate.commonName == "sender");
  one.setUnicharAttribute("encryption_cert_name", own.displayName);
  one.setCharAttribute("encryption_cert_dbkey", own.dbKey);
  return one;
}

async function open() {
  const fields = Cc["@mozilla.org/messengercompose/composefields;1"].createInstance(Ci.nsIMsgCompFields);
  fields.to = address;
  fields.subject = "subject";
  fields.body = "secret\n";
  const parameters = Cc["@mozilla.org/messengercompose/composeparams;1"].createInstance(Ci.nsIMsgComposeParams);
  parameters.composeFields = fields;
  parameters.identity = identity();
  parameters.type = Ci.nsIMsgCompType.New;
  parameters.format = Ci.nsIMsgCompFormat.PlainText;
  const before = new Set(Services.wm.getEnumerator("msgcompose"));
  MailServices.compose.OpenComposeWindowWithParams(null, parameters);
  const added = () => [...Services.wm.getEnumerator("msgcompose")].find(one => !before.has(one));
  await until("a compose window", () => added()?.gLoadingComplete);
  return added();
}

async function encrypt(window) {
  window.gSelectedTechnologyIsPGP = false;
  let checked = false;
  window.document.addEventListener("encryption-state-checked", () => (checked = true));
  window.toggleEncryptMessage();
  await until("the check of the recipients", () => checked);
  return window.gSendEncrypted && !window.gEmailsWithMissingCerts.length;
}

async function write() {
  const window = await open();
  if (await encrypt(window)) {
    await window.GenericSendMessage(Ci.nsIMsgCompDeliverMode.Later);
    await until("sending later", () => window.closed);
    return {};
  }
  const told = () => window.gComposeNotification.getNotificationWithValue("keyNotification")?.messageText.textContent;
  await until("the notification", told);
  const reason = told();
  window.gContentChanged = false;
  window.close();
  await until("closing the window", () => window.closed);
  return { reason };
}

write().then(done, error => done({ error: error + "\n" + error.stack }));
