package io.eventmill.app.security;

import java.util.Locale;

/** What the page of {@link Login} looks like. */
final class LoginPage {
  private LoginPage() {}

  /**
   * @param to where to go then, a path of ours
   * @param problem a sentence, or nothing
   */
  static String form(String to, String problem) {
    String told = problem.isEmpty() ? "" : "<p role=\"alert\">" + escaped(problem) + "</p>\n";
    return page(
        told
            + """
            <form method="post" action="/login">
            <input type="hidden" name="to" value="%s">
            <p><label>Name <input name="name" autocomplete="username" required autofocus></label></p>
            <p><label>Password <input name="password" type="password"
             autocomplete="current-password" required></label></p>
            <p><button type="submit">Sign in</button></p>
            </form>
            """
                .formatted(escaped(to)));
  }

  static String signedIn(Accounts.User user) {
    return page(
        """
        <p>Signed in as <strong>%s</strong> (%s). <a href="/">Dashboard</a></p>
        <form method="post" action="/logout"><p><button type="submit">Sign out</button></p></form>
        """
            .formatted(escaped(user.name()), user.role().name().toLowerCase(Locale.ROOT)));
  }

  private static String page(String body) {
    return """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>Eventmill: sign in</title>
    <link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
    <link rel="stylesheet" href="/assets/dashboard/base.css">
    <link rel="stylesheet" href="/assets/dashboard/login.css">
    </head>
    <body>
    <main>
    <h1><img src="/assets/icon.svg" alt="" width="24" height="24"> Eventmill</h1>
    <div class="panel">
    """
        + body
        + "</div>\n</main>\n</body>\n</html>\n";
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
