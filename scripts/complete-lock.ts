/**
 * `npm run lock`: adds to package-lock.json the optional packages of other platforms that npm left out because the
 * registry at hand does not serve them. Needed after each `npm install` of something new; a house rule tells.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { completeLockEntries, type LockEntries } from "./complete-lock-entries";

const path = resolve(__dirname, "../package-lock.json");
const lock: { readonly packages: LockEntries } = JSON.parse(readFileSync(path, "utf8"));
const packages = completeLockEntries(lock.packages);
writeFileSync(path, `${JSON.stringify({ ...lock, packages }, undefined, 2)}\n`);
console.log(`${Object.keys(packages).length - Object.keys(lock.packages).length} packages added`);
