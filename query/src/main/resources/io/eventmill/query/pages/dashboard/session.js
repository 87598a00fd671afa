// Who has signed in, as the server's second cookie says. Nothing where nobody has to.
import { html, nothing } from '../lit-html/lit-html.js';

export function signOut() {
  const name = /(?:^|; )eventmill_user=([^;]+)/.exec(document.cookie)?.[1];
  return name
    ? html`<form class="session" method="post" action="logout">
        <button class="plain" title="Signed in as ${name}">Sign out</button>
      </form>`
    : nothing;
}
