/** Counts what is typed in the text area inside of it: shown at once, said after a pause. */
class CharacterCount extends HTMLElement {
  connectedCallback() {
    const field = this.querySelector("textarea")!;
    const [shown, said] = this.querySelectorAll("p.count, [role=status]");
    const number = new Intl.NumberFormat(document.documentElement.lang);
    let pause = 0;
    const count = () => {
      const { min, max, few, left, over } = this.dataset;
      const length = [...field.value.trim()].length;
      const [text, rest] =
        length < +min!
          ? [few, +min! - length]
          : length > +max!
            ? [over, length - +max!]
            : [left, +max! - length];
      shown!.textContent = text!.replace("#", number.format(rest));
      shown!.classList.toggle("count--over", length > +max!);
      clearTimeout(pause);
      pause = window.setTimeout(() => (said!.textContent = shown!.textContent), 1000);
    };
    field.addEventListener("input", count);
    count();
  }
}

customElements.define("character-count", CharacterCount);
