/** A selector of what takes the focus in a dialog: the first field of its form, or without fields its way out. */
export function firstFieldOf(form: string): string {
  return `[id="${form}"] :is(input:not([type="radio"]), input:checked, select, textarea), .pf-v6-c-modal-box__footer .pf-m-link`
}

/** Takes the person to the first field of a form that has a problem. */
export function focusProblem(form: HTMLFormElement): void {
  form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
}
