package org.certpublisher.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.certpublisher.testing.OpenSslCa;

/** Has the real {@code openssl ca} issue many certificates in one go: one key, many requests. */
final class OpenSslBatch {
  private OpenSslBatch() {}

  /** Issues a certificate to each of u000000@example.com and so on. */
  static void issue(OpenSslCa ca, int count) {
    Path folder = ca.database().getParent();
    if (folder == null) {
      throw new IllegalStateException("no folder: " + ca.database());
    }
    try {
      Files.writeString(
          folder.resolve("batch.cnf"),
          Files.readString(folder.resolve("ca.cnf"))
              .replace("unique_subject = no", "unique_subject = no\ncopy_extensions = copy"));
      Files.writeString(
          folder.resolve("batch.ext"),
          """
          basicConstraints = CA:FALSE
          subjectKeyIdentifier = hash
          authorityKeyIdentifier = keyid
          keyUsage = critical,digitalSignature,keyEncipherment
          extendedKeyUsage = emailProtection
          """);
      List<String> command =
          new ArrayList<>(List.of("ca", "-config", "batch.cnf", "-batch", "-extfile", "batch.ext"));
      command.addAll(List.of("-out", "batch.out", "-infiles"));
      command.addAll(requests(folder, count));
      ca.openssl(command.toArray(new String[0]));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> requests(Path folder, int count) throws IOException {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      KeyPair key = generator.generateKeyPair();
      ContentSigner signer = new JcaContentSignerBuilder("SHA256withRSA").build(key.getPrivate());
      List<String> files = new ArrayList<>();
      for (int number = 0; number < count; number++) {
        String uid = GeneratedCa.uid(number);
        ExtensionsGenerator names = new ExtensionsGenerator();
        names.addExtension(
            Extension.subjectAlternativeName,
            false,
            new GeneralNames(new GeneralName(GeneralName.rfc822Name, uid + "@example.com")));
        byte[] request =
            new JcaPKCS10CertificationRequestBuilder(
                    new X500Name("O=Example,CN=" + uid), key.getPublic())
                .addAttribute(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, names.generate())
                .build(signer)
                .getEncoded();
        Files.writeString(
            folder.resolve(uid + ".csr"),
            "-----BEGIN CERTIFICATE REQUEST-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(request)
                + "\n-----END CERTIFICATE REQUEST-----\n");
        files.add(uid + ".csr");
      }
      return files;
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }
}
