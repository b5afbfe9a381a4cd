// Takes the code of a password link from behind the #, where no server or log sees it.

const field = document.querySelector('[data-module="link-code"] input[name="code"]');
if (field && location.hash.length > 1) {
  field.value = decodeURIComponent(location.hash.slice(1));
  history.replaceState(null, "", location.pathname);
}
