// Checks HTML against the standard: one JSON text per line comes in, one JSON list of lines to read
// goes out for each.
import { createInterface } from "node:readline";
import { HtmlValidate, StaticConfigLoader } from "html-validate";

const rules = { extends: ["html-validate:standard"] };
const validator = new HtmlValidate(new StaticConfigLoader(rules));
for await (const line of createInterface({ input: process.stdin })) {
  const { results } = await validator.validateString(JSON.parse(line));
  const found = results.flatMap(({ messages }) => messages)
    .map((one) => `html ${one.ruleId} at ${one.line}:${one.column} ${one.selector ?? ""}: ${one.message}`);
  console.log(JSON.stringify(found));
}
