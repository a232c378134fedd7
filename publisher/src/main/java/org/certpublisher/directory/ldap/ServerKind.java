package org.certpublisher.directory.ldap;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.RootDSE;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.certpublisher.directory.EntryLimits;
import org.certpublisher.directory.ldap.ad.Grants;
import org.certpublisher.directory.ldap.ad.Trustee;
import org.certpublisher.directory.ldap.advice.Cures;
import org.certpublisher.directory.ldap.advice.Database;
import org.certpublisher.directory.ldap.advice.Ds389Cures;
import org.certpublisher.directory.ldap.advice.EntryCures;
import org.certpublisher.directory.ldap.advice.OpenLdapCures;
import org.certpublisher.directory.ldap.connect.Account;
import org.certpublisher.directory.ldap.follow.Stamp;
import org.certpublisher.directory.ldap.trial.AllowedEffective;
import org.certpublisher.directory.ldap.trial.EffectiveRights;
import org.certpublisher.directory.ldap.trial.NoOperation;
import org.certpublisher.directory.ldap.trial.Trial;

/**
 * The kinds of server that were measured, by what the root DSE says. What can be found by a try or
 * in the schema is not kept here; only what cannot.
 */
public enum ServerKind {
  /** slapd; seen: 2.5.13. */
  OPENLDAP("OpenLDAP"),
  /** 389-DS and Red Hat's relatives; seen: 2.3.1. */
  DS_389("389 Directory Server"),
  /** Microsoft's; not seen, only its documents. */
  ACTIVE_DIRECTORY("Active Directory"),
  /** Samba as Active Directory domain controller; seen: 4.17.12. */
  SAMBA("Samba AD"),
  /** Apache Directory Server; seen: 2.0.0.AM27. */
  APACHEDS("ApacheDS"),
  /** Ping's servers and the SDK's in-memory server; seen: 7.0.5. */
  UNBOUNDID("UnboundID"),
  /** Any other. */
  GENERIC("unknown server");

  private static final String AD_CAPABILITY = "1.2.840.113556.1.4.800";
  private static final String AD_LDS_CAPABILITY = "1.2.840.113556.1.4.1851";

  private final String title;

  ServerKind(String title) {
    this.title = title;
  }

  /** As a person calls it. */
  String title() {
    return title;
  }

  /** Whether values are matched by their bytes even where the schema names no equality rule. */
  boolean comparesBytes() {
    return switch (this) {
      case DS_389, ACTIVE_DIRECTORY, SAMBA, APACHEDS, UNBOUNDID -> true;
      case OPENLDAP, GENERIC -> false;
    };
  }

  /** Whether it is an Active Directory, Microsoft's or Samba's. */
  boolean isActiveDirectory() {
    return this == ACTIVE_DIRECTORY || this == SAMBA;
  }

  /** What an entry should not hold more of. Samba has neither Entra Connect nor Exchange. */
  EntryLimits limits() {
    return this == ACTIVE_DIRECTORY ? EntryLimits.ACTIVE_DIRECTORY : EntryLimits.NONE;
  }

  /**
   * What is looked at at all. A computer is a user and a person in Active Directory, and its
   * userCertificate is the machine's own: to this program it is not there.
   */
  Filter visible() {
    return isActiveDirectory()
        ? Filter.createNOTFilter(Filter.createEqualityFilter("objectClass", "computer"))
        : Filter.createPresenceFilter("objectClass");
  }

  /**
   * By what changes are found; empty where that is not safe: ApacheDS 2.0.0.AM27 ends a search that
   * no index serves at once when a time limit is set anywhere.
   */
  Optional<Stamp> stamp() {
    return switch (this) {
      case OPENLDAP -> Optional.of(Stamp.ENTRY_CSN);
      case ACTIVE_DIRECTORY, SAMBA -> Optional.of(Stamp.USN_CHANGED);
      case DS_389, UNBOUNDID, GENERIC -> Optional.of(Stamp.MODIFY_TIMESTAMP);
      case APACHEDS -> Optional.empty();
    };
  }

  /** Whether a control that the root DSE does not list may still be tried without harm. */
  boolean takesUnlistedControls() {
    return this == OPENLDAP;
  }

  static ServerKind of(RootDSE root) {
    String vendor = root.getVendorName() == null ? "" : root.getVendorName();
    String text = vendor.toLowerCase(Locale.ROOT);
    if (text.contains("samba")) {
      return SAMBA;
    }
    String[] capabilities = root.getAttributeValues("supportedCapabilities");
    if (capabilities != null
        && (Arrays.asList(capabilities).contains(AD_CAPABILITY)
            || Arrays.asList(capabilities).contains(AD_LDS_CAPABILITY))) {
      return ACTIVE_DIRECTORY;
    }
    if (root.hasObjectClass("OpenLDAProotDSE")) {
      return OPENLDAP;
    }
    if (text.contains("389 project") || text.contains("red hat")) {
      return DS_389;
    }
    if (text.contains("apache")) {
      return APACHEDS;
    }
    return text.contains("unboundid") || text.contains("ping identity") ? UNBOUNDID : GENERIC;
  }

  /** The LDIF that gives an account what it lacks. */
  Cures cures(String base, Account account, Optional<Database> database) {
    return switch (this) {
      case OPENLDAP -> new OpenLdapCures(base, account.dn(), database.map(Database::dn).orElse(""));
      case DS_389 -> new Ds389Cures(base, account.dn());
      case ACTIVE_DIRECTORY, SAMBA, APACHEDS, UNBOUNDID, GENERIC -> Cures.none();
    };
  }

  /** What lets an account write to a named entry or make it. */
  EntryCures entryCures(LDAPConnection connection, String dn, Account account) {
    return switch (this) {
      case OPENLDAP ->
          new OpenLdapCures(
              dn, account.dn(), database(connection, dn).map(Database::dn).orElse(""));
      case DS_389 -> new Ds389Cures(dn, account.dn());
      case ACTIVE_DIRECTORY, SAMBA -> Grants.of(connection, this == SAMBA, dn, account.toString());
      case APACHEDS, UNBOUNDID, GENERIC -> EntryCures.none();
    };
  }

  /** The database that holds a name, as far as the account may see it. */
  Optional<Database> database(LDAPConnection connection, String base) {
    return switch (this) {
      case OPENLDAP -> Database.ofOpenLdap(connection, base);
      case DS_389 -> Database.of389(connection, base);
      case ACTIVE_DIRECTORY, SAMBA, APACHEDS, UNBOUNDID, GENERIC -> Optional.empty();
    };
  }

  /** How an account's rights are found out. */
  Trial trial(Account account) {
    return switch (this) {
      case OPENLDAP -> new NoOperation();
      case DS_389 -> new EffectiveRights(account.dn());
      case ACTIVE_DIRECTORY, SAMBA -> new AllowedEffective();
      case APACHEDS, UNBOUNDID, GENERIC -> Trial.none();
    };
  }

  /** Whether an entry's objectClass values alone say which attributes it may have. */
  boolean keepsClasses() {
    return !isActiveDirectory();
  }

  /** Where an administrator finds the indexes; empty where it is not known or not to be changed. */
  String placeOfIndexes() {
    return switch (this) {
      case OPENLDAP -> "olcDbIndex of the database in cn=config";
      case DS_389 -> "cn=index below the backend in cn=ldbm database,cn=plugins,cn=config";
      case ACTIVE_DIRECTORY, SAMBA, APACHEDS, UNBOUNDID, GENERIC -> "";
    };
  }

  /** The line that lets an account write attributes of all entries below a base. */
  String grant(String base, String account, List<String> attributes) {
    String dn = account.equals("anonymous") ? "" : account;
    return switch (this) {
      case OPENLDAP -> "olcAccess: " + OpenLdapCures.access(base, dn, attributes, "write");
      case DS_389 ->
          "aci: %s on %s"
              .formatted(Ds389Cures.aci(dn, attributes, "read,search,compare,write"), base);
      case ACTIVE_DIRECTORY, SAMBA ->
          new Grants(this == SAMBA, base, Trustee.unknown(account)).everything();
      case APACHEDS, UNBOUNDID, GENERIC ->
          "write on %s below %s for %s".formatted(String.join(" and ", attributes), base, dn);
    };
  }

  /** How an account is allowed to read everything. */
  String liftLimits(String account) {
    return switch (this) {
      case OPENLDAP ->
          "olcLimits: " + OpenLdapCures.limits(account.equals("anonymous") ? "" : account);
      case DS_389 ->
          "%s: -1 on the entry %s; \"check\" prints the LDIF"
              .formatted(Ds389Cures.limits(), account);
      case ACTIVE_DIRECTORY, SAMBA ->
          "MaxResultSetSize and MaxPageSize of the query policy, or a narrower base";
      case APACHEDS, UNBOUNDID, GENERIC -> "no size limit for %s".formatted(account);
    };
  }
}
