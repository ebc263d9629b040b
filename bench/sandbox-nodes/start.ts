/** Begins what serve.ts is; a bundle's entry imports little. */
const { serve }: typeof import("./serve") = require("./serve");

void serve();
