// The fields of the form as plain values, by name; a field without a value is "" or not there.

export function valuesOf(form) {
  return Object.fromEntries([...new FormData(form)].filter(([, value]) => value !== ""));
}

export function valueOf(form, name) {
  return new FormData(form).get(name) ?? "";
}

// Fills in the fields that `values` names and tells the rest of the page.
export function fill(form, values) {
  for (const [name, value] of Object.entries(values)) {
    for (const control of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
      if (control.type === "radio") control.checked = control.value === value;
      else control.value = value;
      const folded = control.type === "textarea" && value ? control.closest("details") : null;
      if (folded) folded.open = true;
    }
  }
  form.dispatchEvent(new Event("answers"));
}

// The slip on the form as the server reads it; "" in a meeting without slips.
export function slipOf(form) {
  return plainCode(form.elements.code?.value);
}

export function plainCode(typed) {
  return (typed ?? "").replace(/[\s-]/g, "").toUpperCase();
}
