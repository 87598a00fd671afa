package io.eventmill.steps.validate;

import java.util.List;

/**
 * Where the library, and so we, answer otherwise than the official suite: formats only. A name
 * without its letters checked for right-to-left rules, a port that is no number, a duration with
 * gaps. None of the keywords.
 */
final class SuiteDeviations {
  static final List<String> OF_THE_LIBRARY =
      List.of(
          "optional/format/date-time.json | validation of date-time strings | a second fraction of fifteen nines is valid",
          "optional/format/date-time.json | validation of date-time strings | a trailing newline is invalid",
          "optional/format/duration.json | validation of duration strings | hours and seconds cannot appear without minutes",
          "optional/format/duration.json | validation of duration strings | years and days cannot appear without months",
          "optional/format/hostname.json | validation of A-label (punycode) host names | Arabic-Indic digits mixed with Extended Arabic-Indic digits",
          "optional/format/hostname.json | validation of A-label (punycode) host names | Begins with a Nonspacing Mark",
          "optional/format/hostname.json | validation of A-label (punycode) host names | Begins with a Spacing Combining Mark",
          "optional/format/hostname.json | validation of A-label (punycode) host names | Begins with an Enclosing Mark",
          "optional/format/hostname.json | validation of A-label (punycode) host names | Exceptions that are DISALLOWED, left-to-right chars",
          "optional/format/hostname.json | validation of A-label (punycode) host names | Exceptions that are DISALLOWED, right-to-left chars",
          "optional/format/hostname.json | validation of A-label (punycode) host names | Greek KERAIA not followed by Greek",
          "optional/format/hostname.json | validation of A-label (punycode) host names | Greek KERAIA not followed by anything",
          "optional/format/hostname.json | validation of A-label (punycode) host names | Hebrew GERESH not preceded by Hebrew",
          "optional/format/hostname.json | validation of A-label (punycode) host names | Hebrew GERESH not preceded by anything",
          "optional/format/hostname.json | validation of A-label (punycode) host names | Hebrew GERSHAYIM not preceded by Hebrew",
          "optional/format/hostname.json | validation of A-label (punycode) host names | Hebrew GERSHAYIM not preceded by anything",
          "optional/format/hostname.json | validation of A-label (punycode) host names | KATAKANA MIDDLE DOT with no Hiragana, Katakana, or Han",
          "optional/format/hostname.json | validation of A-label (punycode) host names | KATAKANA MIDDLE DOT with no other characters",
          "optional/format/hostname.json | validation of A-label (punycode) host names | MIDDLE DOT with no following 'l'",
          "optional/format/hostname.json | validation of A-label (punycode) host names | MIDDLE DOT with no preceding 'l'",
          "optional/format/hostname.json | validation of A-label (punycode) host names | MIDDLE DOT with nothing following",
          "optional/format/hostname.json | validation of A-label (punycode) host names | MIDDLE DOT with nothing preceding",
          "optional/format/hostname.json | validation of A-label (punycode) host names | ZERO WIDTH JOINER not preceded by Virama",
          "optional/format/hostname.json | validation of A-label (punycode) host names | ZERO WIDTH JOINER not preceded by anything",
          "optional/format/hostname.json | validation of A-label (punycode) host names | contains \"--\" in the 3rd and 4th position",
          "optional/format/hostname.json | validation of A-label (punycode) host names | contains illegal char U+302E Hangul single dot tone mark",
          "optional/format/hostname.json | validation of A-label (punycode) host names | invalid Punycode",
          "optional/format/hostname.json | validation of host names | exceeds maximum overall length (256)",
          "optional/format/idn-email.json | validation of an internationalized e-mail addresses | a C1 control in the local part is valid",
          "optional/format/idn-hostname.json | validation of internationalized host names | Bidi domain name with a digit-first label is invalid",
          "optional/format/idn-hostname.json | validation of internationalized host names | a name longer than 253 characters is invalid",
          "optional/format/idn-hostname.json | validation of internationalized host names | empty label between two dots is invalid",
          "optional/format/idn-hostname.json | validation of internationalized host names | label starting with a digit before a right-to-left letter is invalid",
          "optional/format/idn-hostname.json | validation of internationalized host names | right-to-left label mixing both digit types is invalid",
          "optional/format/idn-hostname.json | validation of separators in internationalized host names | leading dot",
          "optional/format/idn-hostname.json | validation of separators in internationalized host names | leading fullwidth full stop",
          "optional/format/idn-hostname.json | validation of separators in internationalized host names | leading halfwidth ideographic full stop",
          "optional/format/idn-hostname.json | validation of separators in internationalized host names | leading ideographic full stop",
          "optional/format/idn-hostname.json | validation of separators in internationalized host names | trailing dot",
          "optional/format/idn-hostname.json | validation of separators in internationalized host names | trailing fullwidth full stop",
          "optional/format/idn-hostname.json | validation of separators in internationalized host names | trailing halfwidth ideographic full stop",
          "optional/format/idn-hostname.json | validation of separators in internationalized host names | trailing ideographic full stop",
          "optional/format/iri.json | validation of IRIs | an IPv6 host whose embedded IPv4 has a leading zero is invalid",
          "optional/format/iri.json | validation of IRIs | an IPvFuture host with an uppercase version letter is valid",
          "optional/format/uri-reference.json | validation of URI References | a leading zero in the IPv4 part of an IPv6 literal",
          "optional/format/uri-reference.json | validation of URI References | a non-numeric port in a network-path reference",
          "optional/format/uri-reference.json | validation of URI References | more than one at-sign in the authority",
          "optional/format/uri-template.json | format: uri-template | a space in a literal is invalid",
          "optional/format/uri-template.json | format: uri-template | an apostrophe in a literal is valid",
          "optional/format/uri.json | validation of URIs | leading zero in an embedded IPv4 address is invalid",
          "optional/format/uri.json | validation of URIs | non-numeric port is invalid");

  private SuiteDeviations() {}
}
