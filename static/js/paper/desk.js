// Asks the server about a form and has it stored. No answer is no answer: it is asked again until
// there is one, and the form stays on the device meanwhile.

const PAUSE_MS = 2500;
const LONGEST_MS = 30_000;

class Desk {
  constructor(form, tell) {
    this.form = form;
    this.tell = tell; // (name of a text on the form) => shown while there is no answer
  }

  // The server's answer; `extra` makes the fields of each try (its number from 0).
  async ask(fields, extra = () => ({})) {
    for (let number = 0; ; number += 1) {
      const answer = await this.once({ ...fields, ...extra(number) });
      if (answer) return answer;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }

  async once(fields) {
    try {
      const response = await fetch(this.form.action || location.href, {
        method: "POST",
        headers: { Accept: "application/json" },
        body: new URLSearchParams({ ...fields, csrf_token: this.form.elements.csrf_token.value }),
        signal: AbortSignal.timeout?.(LONGEST_MS),
      });
      if (response.redirected) return this.wait("signedOut");
      if (response.status === 400) return await this.renew();
      return response.ok ? await response.json() : this.wait("busy");
    } catch {
      return this.wait("waiting");
    }
  }

  wait(why) {
    this.tell(why);
    return null;
  }

  // After signing in again the page's token is an old one.
  async renew() {
    const response = await fetch(location.href);
    if (response.redirected) return this.wait("signedOut");
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const token = page.querySelector("#formulier [name=csrf_token]");
    if (token) this.form.elements.csrf_token.value = token.value;
    return this.wait("busy");
  }
}

export function newDesk(form, tell) {
  return new Desk(form, tell);
}
