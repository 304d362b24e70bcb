// Looks at the page of a running pullquote as people do: in a browser, on a phone, in the dark, without scripts.
// usage: node check.mjs http://127.0.0.1:8787 CHROMIUM

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import puppeteer from "puppeteer-core";

const [base, executablePath] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const browser = await puppeteer.launch({ executablePath, args: ["--no-sandbox"] });
const faults = [];
const fault = (text) => { faults.push(text); console.error(text); };

// What a page must hold on every screen.
async function look(path, colours, width) {
  const page = await browser.newPage();
  const said = [];
  // That a page is not there is what is tested.
  page.on("console", (message) => { if (!message.text().includes("404")) said.push(message.text()); });
  page.on("requestfailed", (request) => said.push(`not loaded: ${request.url()}`));
  page.on("request", (request) => { if (!request.url().startsWith(base)) said.push(`asks elsewhere: ${request.url()}`); });
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: colours }]);
  await page.setViewport({ width, height: 800 });
  await page.goto(base + path);
  // The page forbids scripts; the checker's own must go round that.
  const client = await page.createCDPSession();
  await client.send("Page.setBypassCSP", { enabled: true });
  const where = `${path} (${colours}, ${width} px)`;
  for (const text of said) fault(`${where}: ${text}`);
  await page.reload();
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
  for (const { id, help, nodes } of violations) fault(`${where}: ${id}: ${help}: ${nodes.map((node) => node.html).join(" ")}`);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (overflow > 0) fault(`${where}: it is ${overflow} px wider than the screen`);
  await page.close();
}

// A question, its answer, and the quote in its article, with scripts switched off and the keyboard alone.
async function walk() {
  const page = await browser.newPage();
  await page.setJavaScriptEnabled(false);
  await page.setViewport({ width: 390, height: 800, hasTouch: true, isMobile: true });
  await page.goto(base);
  await page.focus("#q");
  await page.keyboard.type("who mediated?");
  await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
  const link = await page.waitForSelector("blockquote .place a");
  const quote = await page.$eval("blockquote", (element) => element.textContent);
  await Promise.all([page.waitForNavigation(), link.click()]);
  const [marked, box] = await page.$eval("mark#quote", (element) => [element.textContent, element.getBoundingClientRect().toJSON()]);
  if (!quote.includes(marked)) fault(`marked is ${marked}, which is not of ${quote}`);
  if (box.top < 0 || box.bottom > 800) fault(`the quote is out of sight, at ${box.top} px`);
  const answer = page.url();
  await page.close();
  return answer.slice(base.length);
}

try {
  const article = await walk();
  const paths = ["/", "/?q=who+mediated%3F", "/?q=%3Cscript%3Ealert(1)%3C%2Fscript%3E", "/status", "/nothing", article];
  for (const path of paths)
    for (const colours of ["light", "dark"])
      for (const width of [320, 1200]) await look(path, colours, width);
} catch (error) {
  fault(`${error}`);
}
await browser.close();
console.log(faults.length ? `${faults.length} faults` : "no fault");
process.exitCode = faults.length ? 1 : 0;
