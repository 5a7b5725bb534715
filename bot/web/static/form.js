// Saves the draft a little after the last letter, by the form's own post; the page works without it.
(() => {
  const form = document.getElementById("tasks"), told = document.getElementById("saved");
  if (!form) return;
  let waits = 0, saving = false;
  const save = async () => {
    if (saving) { waits = setTimeout(save, 2000); return; }
    saving = true;
    try {
      const fields = new URLSearchParams(new FormData(form));
      fields.set("go", "auto");
      const answer = await fetch("/form", { method: "POST", body: fields });
      if (!answer.ok) return;
      const said = await answer.json();
      for (const [task, was] of Object.entries(said.was)) form.elements[`${task}.was`].value = was;
      told.textContent = said.said;
    } catch { /* no line: what is typed stays on the page */ } finally { saving = false; }
  };
  form.addEventListener("input", () => { clearTimeout(waits); waits = setTimeout(save, 3000); });
})();
