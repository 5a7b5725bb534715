// Keys of the review queue: j and k go from report to report, a accepts, r goes to the reason.
"use strict";
const reports = [...document.querySelectorAll("[data-report]")];
let at = -1;

function goTo(number) {
  at = Math.max(0, Math.min(number, reports.length - 1));
  reports[at].focus();
  reports[at].scrollIntoView({ block: "nearest" });
}

document.addEventListener("focusin", (event) => {
  const report = event.target.closest("[data-report]");
  if (report) at = reports.indexOf(report);
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || !reports.length) return;
  if (event.target.matches("input:not([type=checkbox]), textarea, select")) {
    if (event.key === "Escape") goTo(at);
    return;
  }
  if (event.key === "j") goTo(at + 1);
  else if (event.key === "k") goTo(at - 1);
  else if (event.key === "a" && at >= 0) reports[at].querySelector("[name=accept]").click();
  else if (event.key === "r" && at >= 0) {
    const reason = reports[at].querySelector("input[type=text]");
    reason.closest("details").open = true;
    reason.focus();
  } else return;
  event.preventDefault();
});
