import { ageText, durationText } from "../../../../sandbox/kubernetes/tables/age";

const [minute, hour, day] = [60, 3600, 86_400];

test.each([
  [-5, "<invalid>"],
  [-0.5, "0s"],
  [0, "0s"],
  [119, "119s"],
  [120, "2m"],
  [9 * minute + 59, "9m59s"],
  [10 * minute, "10m"],
  [179 * minute, "179m"],
  [3 * hour, "3h"],
  [7 * hour + 59 * minute, "7h59m"],
  [8 * hour + 59 * minute, "8h"],
  [47 * hour, "47h"],
  [2 * day + 3 * hour, "2d3h"],
  [8 * day, "8d"],
  [729 * day, "729d"],
  [730 * day, "2y"],
  [3 * 365 * day + 5 * day, "3y5d"],
  [8 * 365 * day + 5 * day, "8y"],
])("%d seconds are %s", (seconds, expected) => {
  expect(durationText(seconds)).toBe(expected);
});

test("no time is unknown", () => {
  expect(ageText(undefined, 0)).toBe("<unknown>");
  expect(ageText("", 0)).toBe("<unknown>");
  expect(ageText("2030-01-01T00:00:00Z", Date.parse("2030-01-01T00:02:05Z"))).toBe("2m5s");
});
