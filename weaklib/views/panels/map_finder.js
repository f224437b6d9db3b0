// A search box with completion: what is typed goes to the kernel, what it finds stands in a list below.
function option(entry, id, choose) {
  const line = document.createElement("li");
  line.id = id;
  line.setAttribute("role", "option");
  line.setAttribute("aria-selected", "false");
  if (!entry.key) line.setAttribute("aria-disabled", "true");  // it says that nothing was found
  for (const [name, text] of [["label", entry.label], ["note", entry.note]]) {
    const part = document.createElement("span");
    part.className = `weaklib-${name}`;
    part.textContent = text;  // never as HTML: it comes from an export
    line.append(part);
  }
  line.addEventListener("mousedown", event => { event.preventDefault(); choose(entry); });
  return line;
}

function parts(model, id) {
  const label = document.createElement("label");
  label.textContent = model.get("label");
  const input = document.createElement("input");
  const list = document.createElement("ul");
  label.htmlFor = input.id = `${id}-input`;
  list.id = `${id}-list`;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", model.get("label"));
  list.hidden = true;
  const said = {role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id};
  for (const [name, text] of Object.entries(said)) input.setAttribute(name, text);
  input.type = "search";
  input.autocomplete = "off";
  input.spellcheck = false;
  input.placeholder = model.get("placeholder");
  return {label, input, list};
}

function render({model, el}) {
  const id = `weaklib-finder-${Math.random().toString(36).slice(2)}`;
  const {label, input, list} = parts(model, id);
  let at = -1, turn = 0, waiting = null;
  el.classList.add("weaklib-finder");
  el.dataset.lmSuppressShortcuts = "true";
  el.append(label, input, list);

  const open = shown => {
    list.hidden = !shown;
    input.setAttribute("aria-expanded", String(shown));
    if (!shown) mark(-1);
  };
  const mark = place => {
    at = place;
    [...list.children].forEach((line, number) => line.setAttribute("aria-selected", String(number === at)));
    if (at < 0) input.removeAttribute("aria-activedescendant");
    else {
      input.setAttribute("aria-activedescendant", list.children[at].id);
      list.children[at].scrollIntoView({block: "nearest"});
    }
  };
  const choose = entry => {
    if (!entry.key) return;
    clearTimeout(waiting);
    input.value = entry.label;
    open(false);
    model.set("picked", [entry.key, ++turn]);
    model.save_changes();
  };
  const ask = () => {
    model.set("query", input.value);
    model.save_changes();
  };
  const tell = () => {
    list.replaceChildren(...model.get("found").map((entry, number) => option(entry, `${id}-${number}`, choose)));
    open(list.children.length > 0 && document.activeElement === input);
  };
  input.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(ask, 120); });
  input.addEventListener("focus", () => { if (input.value && list.children.length) open(true); });
  input.addEventListener("blur", () => open(false));
  input.addEventListener("keydown", event => {
    const last = list.children.length - 1;
    if (event.key === "ArrowDown" && last >= 0) { if (list.hidden) open(true); mark(at >= last ? 0 : at + 1); }
    else if (event.key === "ArrowUp" && last >= 0) { if (list.hidden) open(true); mark(at <= 0 ? last : at - 1); }
    else if (event.key === "Enter" && !list.hidden) choose(model.get("found")[Math.max(at, 0)]);
    else if (event.key === "Escape" && !list.hidden) open(false);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  model.on("change:found", tell);
}
export default {render};
