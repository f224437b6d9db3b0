// The table beside the map: everybody who is shown, sorted as asked.

var ROWS = +explorer.dataset.rows;
function byText(column) { return function (i) { return said(column, i).toLowerCase(); }; }
function byShare(column) { return function (i) { return column[i] === UNKNOWN ? -1 : column[i]; }; }
// what holds of `today` alone is not shown on an earlier day
var COLUMNS = [
  { id: "name", title: "Name", by: function (i) { return name[i].toLowerCase(); } },
  { id: "organisation", title: "Organisation", by: byText(organisation), show: function (i) { return said(organisation, i) || "–"; } },
  { id: "circle", title: "Circle", by: byText(circle), show: function (i) { return said(circle, i) || "–"; } },
  { id: "class", title: "Tie", brief: true, by: function (i) { return tie[i]; }, show: function (i) { return made("span", {}, [symbol(tie[i]), classes[tie[i]]]); } },
  { id: "strength", title: "Strength", number: true, by: byShare(strength), show: function (i) { return hundredths(strength[i]); } },
  { id: "bridging", title: "Bridging", number: true, today: true, by: byShare(bridging), show: function (i) { return hundredths(bridging[i]); } },
  { id: "known", title: "Known ties", number: true, today: true, by: function (i) { return known[i]; }, show: function (i) { return count(known[i]); } },
  { id: "last", title: "Last contact", brief: true, today: true, by: function (i) { return last[i]; }, show: function (i) { return last[i] ? onDay(last[i]) : "–"; } }
];

function kind(column) { return column.number ? "number" : column.brief ? "text brief" : "text"; }
function heads() {
  var row = document.querySelector("#everybody thead tr");
  COLUMNS.forEach(function (column) {
    var head = made("th", { scope: "col", "data-column": column.id, class: kind(column) });
    head.append(button(column.title, function () {
      state.down = state.sort === column.id ? !state.down : Boolean(column.number || column.id === "last");
      state.sort = column.id;
      state.page = 0;
      sortTable();
    }));
    row.append(head);
  });
  get("before").addEventListener("click", function () { turn(-1); });
  get("next").addEventListener("click", function () { turn(1); });
}
function columnsNow() { return COLUMNS.filter(function (column) { return !column.today || !isPast(); }); }
function sortTable() {
  var column = columnsNow().filter(function (one) { return one.id === state.sort; })[0] || COLUMNS[4];
  var keys_ = new Array(size), way = state.down ? -1 : 1;
  order = state.group ? groupShown() : shownPeople();
  order.forEach(function (i) { keys_[i] = column.by(i); });
  // what is not said comes last, whichever way
  order.sort(function (one, two) {
    var a = keys_[one], b = keys_[two], none = (a === "" || a === -1) - (b === "" || b === -1);
    return none || (a < b ? -way : a > b ? way : one - two);
  });
  document.querySelectorAll("#everybody thead th").forEach(function (head, place) {
    head.hidden = columnsNow().indexOf(COLUMNS[place]) < 0;
    if (head.dataset.column === column.id) {
      head.setAttribute("aria-sort", state.down ? "descending" : "ascending");
    } else { head.removeAttribute("aria-sort"); }
  });
  rowsOfPage();
}
function turn(by) {
  state.page += by;
  rowsOfPage();
}
function rowsOfPage() {
  var from = state.page * ROWS, rows = order.slice(from, from + ROWS), was = document.activeElement.closest("#everybody tbody tr");
  put(document.querySelector("#everybody tbody"), rows.map(function (i) {
    return made("tr", { "data-person": i }, columnsNow().map(function (column) {
      var inside = column.id === "name" ? button(name[i], function () { open_(i, true); }, { class: "link" }) : column.show(i);
      return made(column.id === "name" ? "th" : "td", Object.assign({ class: kind(column), "data-label": column.title },
        column.id === "name" ? { scope: "row" } : {}), inside);
    }));
  }));
  put(get("caption"), captionWords());
  put(get("page"), order.length ? count(from + 1) + " to " + count(from + rows.length) + " of " + count(order.length) : "Nobody is shown");
  get("before").disabled = !state.page;
  get("next").disabled = from + ROWS >= order.length;
  if (was) { focusRow(was.dataset.person); }
  markRow();
}
// the keyboard stays with whom it was
function focusRow(person) {
  var same = document.querySelector('#everybody tbody tr[data-person="' + person + '"] button');
  (same || get("everybody")).focus({ preventScroll: true });
}
function captionWords() {
  var told = counted(order.length, "person", "people") + (order.length === size ? "" : " of " + count(size));
  var when = isPast() ? ", ties as of " + onDay(dayAt(state.step)) + ", all else as of " + onDay(cards.day) : "";
  return [told + (state.group ? ": those " + state.group.what : "") + when + ".", made("span", { class: "screen" }, " A click on a heading sorts.")];
}
function markRow() {
  document.querySelectorAll("#everybody tbody tr").forEach(function (row) {
    row.classList.toggle("chosen", +row.dataset.person === state.chosen);
  });
}
