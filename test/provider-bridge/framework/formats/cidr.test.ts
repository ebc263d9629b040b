import { parseCidr } from "../../../../provider-bridge/framework/formats/cidr";

describe("parseCidr", () => {
  it.each([
    ["10.0.0.0/16", 16, false],
    ["10.0.0.1/16", 16, true],
    ["10.0.0.1/32", 32, false],
    ["0.0.0.0/0", 0, false],
    ["1.0.0.0/0", 0, true],
    ["::/0", 0, false],
    ["fd00::1/64", 64, true],
    ["fd00::1/128", 128, false],
  ])("reads %s", (text, prefixLength, hasHostBits) => {
    expect(parseCidr(text)).toMatchObject({ ok: true, value: { prefixLength, hasHostBits } });
  });

  it.each([
    ["10.0.0.0", 'a "/"'],
    ["10.0.0.0/", "plain decimal"],
    ["10.0.0.0/08", "plain decimal"],
    ["10.0.0.0/+8", "plain decimal"],
    ["10.0.0.0/1e1", "plain decimal"],
    ["10.0.0.0/33", "at most 32"],
    ["::/129", "at most 128"],
    ["10.0.0/8", "four numbers"],
    ["10.0.0.0/255.0.0.0", "plain decimal"],
    ["10.0.0.0/8/8", "plain decimal"],
  ])("refuses %s", (text, problem) => {
    const read = parseCidr(text);
    expect(read.ok ? read.value : read.problem).toContain(problem);
  });
});
