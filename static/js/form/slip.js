// Takes the slip of a QR code from behind the #, and gives a form that was opened with a typed slip
// the address of its meeting, so that a reload finds it again.

export function start(form) {
  const slip = decodeURIComponent(location.hash.slice(1));
  const isSlip = /^[0-9A-Z]{12}$/.test(slip);
  if (isSlip && form.elements.code) form.elements.code.value = slip.replace(/(.{4})(?=.)/g, "$1 ");
  const action = form.getAttribute("action");
  if (isSlip || location.pathname !== new URL(action, location.href).pathname) {
    history.replaceState(null, "", isSlip ? location.pathname + location.search : action);
  }
}
