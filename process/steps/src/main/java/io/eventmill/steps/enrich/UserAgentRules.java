package io.eventmill.steps.enrich;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ua_parser.Client;
import ua_parser.Parser;

/**
 * Reads User-Agents by the rules of the ua-parser project (uap-core, Apache-2.0), which name
 * browser, operating system and device. Two things it does not tell are said here: the type of
 * device, and programs that do not call themselves spiders. For all threads.
 */
final class UserAgentRules {
  /** What is behind that says nothing more; a bound on the time that expressions take. */
  static final int LENGTH_MAX = 1_024;

  private static final String UNKNOWN = "Other";
  private static final String SPIDER = "Spider";

  /** Programs that ask for pages by themselves; "cubot" makes telephones. */
  private static final Pattern BOT =
      Pattern.compile(
          "(?<!cu)bots?\\b|bot[/_-]|crawl|spider|slurp|headless|phantomjs|lighthouse|pingdom|"
              + "uptime|site24x7|monitoring|scrapy|feedfetcher|facebookexternalhit|mediapartners|"
              + "archiver|^curl/|^wget/|python-|python/|aiohttp|httpx/|go-http-client|^java/|"
              + "apache-httpclient|libwww|node-fetch|axios/|postmanruntime|httpie/|guzzlehttp|"
              + "insomnia/|^ruby|^php/|jakarta|winhttp|ahrefs|semrush|^node$|undici|^deno/|^bun/|"
              + "kube-probe|healthchecker|googlehc|prometheus/|zabbix|nagios|check_http|"
              + "feedparser|embedly|bingpreview|googleother|google-inspectiontool|"
              + "chatgpt-user|perplexity-user|claude-user|meta-external",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern TV =
      Pattern.compile(
          "smart-?tv|\\btv\\b|googletv|appletv|hbbtv|netcast|web0s|bravia|\\bcrkey\\b|roku|"
              + "\\baft[a-z0-9]{1,6}\\b|viera|philipstv",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern CONSOLE = Pattern.compile("PlayStation|Xbox|Nintendo");
  private static final Pattern TABLET =
      Pattern.compile("iPad|Tablet|Kindle|Silk/|PlayBook|Nexus (7|9|10)\\b|\\bSM-[TXP]\\d");
  private static final Pattern MOBILE =
      Pattern.compile(
          "Mobile|iPhone|iPod|Windows Phone|BlackBerry|BB10|Opera M(ini|obi)|webOS|Symbian|KAIOS");
  private static final Pattern DESKTOP =
      Pattern.compile(
          "Windows.*|Mac OS.*|Linux|Ubuntu|Debian|Fedora|Red Hat|CentOS|SUSE|Mint|Gentoo|Arch.*"
              + "|Chrome OS|FreeBSD|OpenBSD|NetBSD|Solaris");

  /** Read when the first pipeline asks, once for all. */
  private static final class Bundled {
    static final UserAgentRules RULES = new UserAgentRules(new Parser());
  }

  private final Parser parser;

  private UserAgentRules(Parser parser) {
    this.parser = parser;
  }

  static UserAgentRules bundled() {
    return Bundled.RULES;
  }

  /**
   * Newer rules of the project.
   *
   * @param file its regexes.yaml
   * @throws IllegalArgumentException when it is not one
   */
  static UserAgentRules read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          "there is no file " + file + "; give the regexes.yaml of ua-parser/uap-core");
    }
    try (InputStream in = Files.newInputStream(file)) {
      return new UserAgentRules(new Parser(in));
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException(
          file + " is not a regexes.yaml of ua-parser/uap-core: " + e.getMessage(), e);
    }
  }

  UserAgentParts parts(String text) {
    String userAgent = text.length() > LENGTH_MAX ? text.substring(0, LENGTH_MAX) : text;
    Client client;
    try {
      client = parser.parse(userAgent);
    } catch (StackOverflowError e) { // made to be hard on expressions
      return new UserAgentParts(null, null, null, null, null, null, false);
    }
    String os = known(client.os.family);
    boolean bot = SPIDER.equals(client.device.family) || BOT.matcher(userAgent).find();
    String device = SPIDER.equals(client.device.family) ? null : known(client.device.family);
    return new UserAgentParts(
        known(client.userAgent.family),
        version(client.userAgent.major, client.userAgent.minor, client.userAgent.patch),
        os,
        version(client.os.major, client.os.minor, client.os.patch, client.os.patchMinor),
        device,
        bot ? "bot" : type(userAgent, os),
        bot);
  }

  private static String type(String userAgent, String os) {
    if (TV.matcher(userAgent).find()) {
      return "tv";
    }
    if (CONSOLE.matcher(userAgent).find()) {
      return "console";
    }
    boolean mobile = MOBILE.matcher(userAgent).find();
    boolean android = userAgent.contains("Android");
    if (TABLET.matcher(userAgent).find() || android && !mobile) { // Android's own advice
      return "tablet";
    }
    if (mobile) {
      return "mobile";
    }
    return os != null && DESKTOP.matcher(os).matches() ? "desktop" : null;
  }

  private static String known(String family) {
    return family == null || family.isEmpty() || family.equals(UNKNOWN) ? null : family;
  }

  /** Parts up to the first that is missing, with dots between. */
  private static String version(String... parts) {
    String version =
        Stream.of(parts)
            .takeWhile(part -> part != null && !part.isEmpty())
            .collect(Collectors.joining("."));
    return version.isEmpty() ? null : version;
  }
}
