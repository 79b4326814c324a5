import { startAuthentication, startRegistration } from "@simplewebauthn/browser";

/** Has the browser make or show a passkey when the form inside of it is sent, and sends what it says along. */
class PasskeyForm extends HTMLElement {
  connectedCallback() {
    const form = this.querySelector("form")!;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.ask(form);
    });
  }

  private async ask(form: HTMLFormElement) {
    const failed = this.querySelector<HTMLElement>("[data-failed]")!;
    failed.hidden = true;
    try {
      form.querySelector<HTMLInputElement>("[name=credential]")!.value = JSON.stringify(
        await this.credential(),
      );
      form.submit();
    } catch {
      failed.hidden = false;
      failed.focus();
    }
  }

  private credential() {
    const { use, options = "" } = this.dataset;
    return use === "create"
      ? startRegistration({ optionsJSON: JSON.parse(options) as never })
      : startAuthentication({ optionsJSON: JSON.parse(options) as never });
  }
}

customElements.define("passkey-form", PasskeyForm);
