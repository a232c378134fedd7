"use strict";
(() => {
  const STEP = 500;
  const CHARACTERS = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };

  // A row is its HTML, as the report escaped it; what is searched and sorted is the text in it.
  const text = html =>
    html.replace(/<wbr>/g, "").replace(/<[^>]*>/g, " ").replace(/&([a-z]+|#39);/g, (all, name) => CHARACTERS[name] ?? all);

  class Table {
    constructor(section) {
      this.section = section;
      this.body = section.querySelector("tbody");
      this.number = section.querySelector("h2 span");
      this.total = this.number.textContent;
      this.link = document.querySelector(`nav a[href="#${section.id}"]`);
      this.rest = section.querySelector("noscript");
      this.count = Number(section.dataset.count);
      this.limit = STEP;
      this.needles = [];
      this.order = null;
      this.further = document.createElement("p");
      this.further.className = "further";
      section.append(this.further);
      section.querySelectorAll("thead th").forEach((head, column) => this.sortable(head, column));
      this.showFurther(this.count);
    }

    rows() {
      if (!this.all) {
        const html = Array.from(this.body.rows, row => row.outerHTML);
        if (this.rest) {
          for (const line of this.rest.textContent.split("\n")) {
            if (line.startsWith("<tr><td")) html.push(line);
          }
        }
        this.all = html.map((row, place) => ({ html: row, place, text: null }));
      }
      return this.all;
    }

    sortable(head, column) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = head.textContent;
      button.title = "Sort";
      head.replaceChildren(button);
      button.addEventListener("click", () => {
        const down = head.getAttribute("aria-sort") === "ascending";
        head.parentNode.querySelectorAll("th").forEach(one => one.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        this.order = { column, sign: down ? -1 : 1 };
        this.limit = STEP;
        this.draw();
      });
    }

    search(needles) {
      this.needles = needles;
      this.limit = STEP;
      return this.draw();
    }

    matching() {
      if (this.needles.length === 0) return this.rows().slice();
      return this.rows().filter(row => {
        row.text ??= text(row.html).toLowerCase();
        return this.needles.every(needle => row.text.includes(needle));
      });
    }

    draw() {
      const rows = this.matching();
      if (this.order) {
        const { column, sign } = this.order;
        for (const row of rows) row.key = text(row.html.split("</td>", column + 1)[column]).trim();
        const collator = new Intl.Collator("en", { numeric: true });
        rows.sort((a, b) => sign * collator.compare(a.key, b.key) || a.place - b.place);
      }
      this.body.innerHTML = rows.slice(0, this.limit).map(row => row.html).join("");
      this.section.hidden = rows.length === 0;
      const found = rows.length.toLocaleString("en");
      this.number.textContent = this.needles.length ? `${found} of ${this.total}` : this.total;
      this.link.querySelector("span").textContent = this.needles.length ? found : this.total;
      this.link.classList.toggle("none", rows.length === 0);
      this.showFurther(rows.length);
      return rows.length;
    }

    showFurther(count) {
      const hidden = count - Math.min(count, this.limit);
      this.further.replaceChildren();
      if (hidden === 0) return;
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = `Show ${Math.min(STEP, hidden)} more`;
      button.addEventListener("click", () => {
        this.limit += STEP;
        this.draw();
      });
      this.further.append(button, `${hidden.toLocaleString("en")} more; all are in --format csv.`);
    }
  }

  const tables = Array.from(document.querySelectorAll("section.rows"), one => new Table(one));
  const find = document.querySelector(".find");
  const input = find.querySelector("input");
  const told = find.querySelector("output");
  find.hidden = tables.length === 0;
  let waiting = 0;
  const search = () => {
    const needles = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    const found = tables.reduce((sum, table) => sum + table.search(needles), 0);
    document.body.classList.toggle("seeking", needles.length > 0);
    told.textContent =
      needles.length === 0 ? "" : found === 1 ? "1 row" : `${found.toLocaleString("en")} rows`;
  };
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(search, 120);
  });
})();
