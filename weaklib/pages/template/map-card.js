// The card of one person.

function meter(share) {
  var bars = [drawn("rect", { class: "rest", width: 100, height: 4 }), drawn("rect", { width: share, height: 4 })];
  return drawn("svg", { class: "meter", viewBox: "0 0 100 4", preserveAspectRatio: "none", "aria-hidden": "true" }, bars);
}
// what each part adds: its share of the weight that could be seen; a stated closeness is half of it
function adds(i) {
  var names = Object.keys(cards.weights).sort(function (one, two) {
    return cards.weights[two] - cards.weights[one] || (one < two ? -1 : 1);
  });
  var visible = names.filter(function (part) { return parts[part][i] !== UNKNOWN; });
  var all = visible.reduce(function (sum, part) { return sum + cards.weights[part]; }, 0);
  var stated = closeness[i] !== UNKNOWN;
  var found = names.map(function (part) {
    if (parts[part][i] === UNKNOWN) { return [part, UNKNOWN, UNKNOWN]; }
    var weight = days[i] ? cards.weights[part] / all : 0;
    return [part, parts[part][i], parts[part][i] * weight / (stated ? 2 : 1)];
  });
  return stated ? found.concat([["closeness", closeness[i], closeness[i] / (visible.length ? 2 : 1)]]) : found;
}
function strengthOf(i) {
  if (today.strength[i] === UNKNOWN) {
    return made("p", {}, ["How close you are is ", made("b", {}, "not known"), ": no export could show contact."]);
  }
  var rows = adds(i).map(function (part) {
    var told = part[1] === UNKNOWN ? "not known: not exported"
      : hundredths(part[1]) + " of 1, adds " + (part[2] / 100).toFixed(2);
    return made("li", {}, [made("b", {}, part[0]), ", ", made("span", {}, data.words[part[0]] + ": " + told)]);
  });
  var sure = said(confidence, i);
  return made("details", { class: "parts" }, [
    made("summary", {}, ["Strength ", made("b", { class: "strength" }, hundredths(today.strength[i])), " of 1"
      + (sure ? ", " + sure + " confidence" : ""), meter(today.strength[i])]),
    made("ul", {}, rows)
  ]);
}
function monthName(number) { return MONTHS[number % 12].slice(0, 3) + " " + (1970 + Math.floor(number / 12)); }
function monthOf(day) {
  var date = new Date(day * 864e5);
  return (date.getUTCFullYear() - 1970) * 12 + date.getUTCMonth();
}
function monthsAt(i) {
  var span = cards.months.span, now = monthOf(cards.day);
  var end = last[i] && monthOf(last[i]) <= now - span ? monthOf(last[i]) : now;
  var counts = new Array(span).fill(0);
  for (var k = months.from[i]; k < months.from[i + 1]; k++) { counts[months.month[k]] = months.days[k]; }
  return { start: end - span + 1, counts: counts };
}
function monthChart(i) {
  var found = monthsAt(i), span = found.counts.length, most = Math.max.apply(null, found.counts);
  var from = monthName(found.start), to = monthName(found.start + span - 1);
  if (!most) { return made("p", { class: "quiet" }, "No contact is on record from " + from + " to " + to + "."); }
  var told = [];
  var bars = found.counts.map(function (number, place) {
    if (!number) { return null; }
    var words = monthName(found.start + place) + ": " + counted(number, "day");
    var tall = Math.max(40 * number / most, 2);
    told.push(words);
    return drawn("rect", { x: place * 10, y: 40 - tall, width: 8, height: tall }, drawn("title", {}, words));
  });
  bars.push(drawn("line", { x1: 0, x2: span * 10, y1: 41, y2: 41 }));
  return made("figure", { class: "months" }, [
    made("figcaption", {}, "Days in touch by month, " + from + " to " + to + "; most: " + most),
    drawn("svg", { viewBox: "0 0 " + span * 10 + " 42", role: "img", "aria-label": listed(told) }, bars)
  ]);
}
function contactWords(i) {
  if (!days[i]) {
    return [classes[today.tie[i]] === "unknown" ? "No export could show contact with them."
      : "No contact with them is on record, though the exports could show it."];
  }
  var wrote = contacts.message[i] + contacts.mail[i], met = contacts.meeting[i], alone = contacts.alone[i];
  var told = [
    days[i] === 1 ? "In touch on 1 day, " + onDay(last[i]) + "."
      : "In touch on " + counted(days[i], "day") + ", first on " + onDay(first[i]) + ", last on " + onDay(last[i]) + ".",
    listed([wrote ? counted(wrote, "message or mail", "messages and mails") : "", met ? counted(met, "shared meeting")
      + (alone ? ", " + (alone === met ? "one to one" : count(alone) + " of them one to one") : "") : ""].filter(Boolean)) + "."
  ];
  if (outlook[i] !== UNKNOWN) {
    told.push("As earlier months went, the chance of contact within 30 days is " + outlook[i] + "%.");
  }
  return told;
}
function reachWords(i) {
  if (!known[i]) { return "No tie to your other contacts is known."; }
  var guessed = known[i] - seen[i];
  var how = !guessed ? "seen in meetings or threads" : !seen[i] ? "inferred" : count(seen[i]) + " seen, " + count(guessed) + " inferred";
  return counted(known[i], "tie") + " to your other contacts: " + how + ". "
    + (bridging[i] === UNKNOWN ? "How far they bridge to other circles is not measurable."
      : (bridge[i] ? "A bridge: b" : "B") + "ridging to other circles " + hundredths(bridging[i]) + " of 1.");
}
function opensOf(i) {
  var ways = (cards.opens[i] || []).map(function (way) { return wayWords(way, i); });
  if (!ways.length) { return null; }
  var more = ways.length > 4 ? [counted(ways.length - 4, "more", "more")] : [];
  return made("p", { class: "opens" }, "Your only known way into " + listed(ways.slice(0, 4).concat(more)) + ".");
}
function actionsOf(i) {
  var found = cards.actions[i];
  if (!found) { return []; }
  var rows = found.map(function (action) {
    var lines = action[2].split("\n").reduce(function (all, line) {
      return all.length ? all.concat([made("br"), line]) : [line];
    }, []);
    var opener = action[2] ? made("details", {}, [made("summary", {}, "An opener"), made("p", { class: "opener" }, lines)]) : null;
    return made("li", {}, [made("b", {}, action[0] + "."), " " + action[1], opener]);
  });
  return [made("h4", {}, "What to do"), made("ul", { class: "do" }, rows)];
}
function neighboursOf(i) {
  var found = tiesAt(i), few = found.slice(0, 12);
  if (!few.length) { return []; }
  var rows = few.map(function (each_) {
    return made("li", { class: observed(each_.tie) ? "seen" : "inferred" }, [
      button(name[each_.other], function () { open_(each_.other, true); }, { class: "link" }),
      " ", made("span", {}, tieWords(each_.tie))
    ]);
  });
  var told = known[i] > few.length ? "the strongest " + few.length + " of " + count(known[i]) + " known ties" : "their known ties";
  return [made("h4", {}, ["Whom they know ", made("span", {}, "(" + told + ")")]), made("ul", { class: "ties" }, rows)];
}
// on an earlier day the card says first how it was then; all else is of the day of the map
function thenOf(i) {
  if (!isPast()) { return null; }
  var day = onDay(dayAt(state.step)), now = "This card is as of " + onDay(cards.day) + ".";
  if (tie[i] === ABSENT) { return made("p", { class: "then" }, "On " + day + " nothing showed yet that you knew them. " + now); }
  var close_ = strength[i] === UNKNOWN ? "" : ", strength " + hundredths(strength[i]);
  return made("p", { class: "then" }, ["On " + day + ": ", symbol(tie[i]), classes[tie[i]] + close_ + ". " + now]);
}
// whoever was in the card with the keyboard stays in it
function showCard() {
  var within = get("card").contains(document.activeElement);
  layCard(state.chosen);
  if (within) { get("card").focus({ preventScroll: true }); }
}
function layCard(i) {
  if (i < 0) {
    put(get("card"), made("p", { class: "quiet" }, "Click somebody on the map, find them by name, or choose them in the table: "
      + "their card opens here, and their own ties are drawn."));
    return;
  }
  var work = [said(position, i), said(organisation, i)].filter(Boolean).join(" · ");
  put(get("card"), [
    button("×", close, { class: "close", "aria-label": "Close the card" }),
    made("h3", {}, name[i]),
    thenOf(i),
    made("p", { class: "work" }, work || "Where they work is not known"),
    made("p", { class: "work" }, said(circle, i) ? "Circle: " + said(circle, i) : "No tie to your other contacts is known"),
    made("p", { class: "tie" }, [made("b", {}, [symbol(today.tie[i]), classes[today.tie[i]]]), " ", made("span", {}, meanings[today.tie[i]])]),
    strengthOf(i),
    monthChart(i),
    made("p", {}, contactWords(i).join(" ")),
    opensOf(i)
  ].concat(actionsOf(i), [made("p", {}, reachWords(i))], neighboursOf(i)));
}
function open_(i, moving) {
  state.chosen = i;
  if (!shown[i]) { bringBack(i); }
  showCard();
  light();
  if (moving) { intoView(i); }
  markRow();
  get("card").scrollTop = 0;
  if (explorer.clientWidth < 1000) { get("card").scrollIntoView({ block: "nearest" }); }
}
// whoever is asked for is shown: without filters, and on the day of the map if they were not known before
function bringBack(i) {
  state.hidden.clear();
  state.circle = -1;
  state.focus = null;
  if (tie[i] === ABSENT) {
    pause();
    goTo(steps);
  } else { apply(); }
}
function close() {
  state.chosen = -1;
  showCard();
  light();
  markRow();
}
