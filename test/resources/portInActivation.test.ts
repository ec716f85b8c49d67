import { describe, expect, test } from "vitest";
import { advance, ELSEWHERE, portInDesk, workingDay } from "./portInSupport.js";

const desk = portInDesk();
const { portIns, inService, up, refreshed, change, changes, settled } = desk;

describe("a port-in", () => {
  describe("that is triggered", () => {
    const hours = (count: number, from = workingDay()) => new Date(Date.parse(from) + count * 3_600_000).toISOString();
    const activations = () => desk.stack.simulator.requests.matching("PUT", /activationStatus$/);

    test("goes live at the time of the program, which is set when the date is confirmed", async () => {
      const more = { triggered: true, requestedFocDate: workingDay(), activateAt: hours(2) };
      const { id, state } = await up(more);
      expect(desk.stack.said.join()).toContain("activateAt is set after the losing carrier has confirmed the date");
      expect(activations()).toEqual([]);
      settled(state, more);
      settled(await refreshed(id, state), more);
      advance(desk.stack, id, "FOC");
      const confirmed = await refreshed(id, state);
      expect(confirmed.activatesAt).toBe(workingDay());
      expect(changes(confirmed, more).changes).toEqual([{ path: "activateAt", kind: "update", replaces: false }]);
      const set = await change(id, confirmed, more);
      expect(set.activatesAt).toBe(hours(2));
      expect(activations()).toHaveLength(1);
      settled(await refreshed(id, set), more);
      // Another wish of the program, and another time that somebody set.
      const later = { ...more, activateAt: hours(3) };
      const moved = await change(id, set, later);
      expect(moved.activatesAt).toBe(hours(3));
      await desk.stack.api.portIns.activate(id, hours(5));
      const drifted = await refreshed(id, moved);
      expect(changes(drifted, later).changes).toMatchObject([{ path: "activateAt" }]);
      expect((await change(id, drifted, later)).activatesAt).toBe(hours(3));
    });

    test("keeps a time that was set when the program no longer says one, and says so", async () => {
      const more = { triggered: true, requestedFocDate: workingDay(), activateAt: hours(2) };
      const { id, state } = await up(more);
      advance(desk.stack, id, "FOC");
      const set = await change(id, await refreshed(id, state), more);
      const { activateAt: _time, ...without } = more;
      const left = await change(id, set, without);
      expect(left.activatesAt).toBe(hours(2));
      expect(desk.stack.said).toContain(
        `activateAt: the time that was set stays, because the API cannot remove it: the numbers go live at ${hours(2)}. ` +
          "To change it, declare another time.",
      );
      expect(activations()).toHaveLength(1);
      settled(await refreshed(id, left), without);
    });

    test("never goes live at once by a time that is past, only by the word", async () => {
      const past = { triggered: true, activateAt: "2026-01-05T15:30:00Z" };
      await expect(up(past)).rejects.toThrow(
        /^activateAt is past \(2026-01-05T15:30:00\.000Z\)\. To the API, that means to activate all numbers at once.*"now" if you mean at once\. Nothing was sent$/,
      );
      expect(portIns()).toEqual([]);
      const { id, state } = await up({ triggered: true });
      advance(desk.stack, id, "FOC");
      const confirmed = await refreshed(id, state);
      await expect(change(id, confirmed, past)).rejects.toThrow("Nothing was sent");
      expect(inService()).toEqual([]);
      const now = { triggered: true, activateAt: "now" };
      expect(changes(confirmed, now).announcement).toContain("activates all numbers at once");
      const live = await change(id, confirmed, now);
      expect(live.status).toBe("COMPLETE");
      expect(inService()).toEqual(ELSEWHERE);
      settled(await refreshed(id, live), now);
    });

    test("whose time is overtaken before the date is confirmed waits for a word of the user", async () => {
      const more = { triggered: true, activateAt: hours(1, new Date().toISOString()) };
      const { id, state } = await up(more);
      advance(desk.stack, id, "FOC");
      desk.stack.time.pass(2 * 3_600_000);
      const confirmed = await refreshed(id, state);
      await expect(change(id, confirmed, more)).rejects.toThrow(/activateAt is past .*Nothing was sent/);
      expect(activations()).toEqual([]);
    });

    test("goes live as late as the API allows, and a warning says so", async () => {
      const more = { triggered: true, requestedFocDate: workingDay(), activateAt: hours(24 * 9) };
      const { id, state } = await up(more);
      advance(desk.stack, id, "FOC");
      const set = await change(id, await refreshed(id, state), more);
      expect(set.activatesAt).toBe(hours(72));
      expect(desk.stack.said.join()).toContain(`the numbers go live at ${hours(72)}, not at ${hours(24 * 9)}`);
      settled(await refreshed(id, set), more);
    });

    test("waits for the date, is activated, and then waited for, in one run", async () => {
      desk.stack.simulator.settings.portInStepMs = 60;
      const { state } = await up({ triggered: true, waitFor: "complete", activateAt: "now" });
      expect(state.status).toBe("COMPLETE");
      expect(activations()).toHaveLength(1);
    });

    test("whose activation got no answer is activated, and no error", async () => {
      const { id, state } = await up({ triggered: true });
      advance(desk.stack, id, "FOC");
      desk.stack.simulator.faults.on("PUT", /activationStatus/, { kind: "lostAnswer" });
      const live = await change(id, await refreshed(id, state), { triggered: true, activateAt: "now" });
      expect(live.status).toBe("COMPLETE");
    });
  });
});
