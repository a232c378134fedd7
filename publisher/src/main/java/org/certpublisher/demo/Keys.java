package org.certpublisher.demo;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;

/**
 * The few keys of the demo. Making an RSA key takes long, so everybody shares one: here only public
 * keys matter.
 */
record Keys(KeyPair ca, KeyPair otherCa, KeyPair rsa, KeyPair ec, KeyPair ed25519) {
  static Keys generate() throws GeneralSecurityException {
    KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
    rsa.initialize(2048);
    KeyPairGenerator ec = KeyPairGenerator.getInstance("EC");
    ec.initialize(new ECGenParameterSpec("secp256r1"));
    return new Keys(
        ec.generateKeyPair(),
        ec.generateKeyPair(),
        rsa.generateKeyPair(),
        ec.generateKeyPair(),
        KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
  }
}
