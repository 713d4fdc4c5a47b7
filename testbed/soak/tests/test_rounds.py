"""What is drawn from a seed, and how figures are told."""
import unittest

from round_trips import itinerary, trend


class Rounds(unittest.TestCase):
    def test_a_seed_gives_the_same_rounds_whatever_their_number(self):
        self.assertEqual(list(itinerary.rounds(7, 30)), list(itinerary.rounds(7, 200))[:30])

    def test_another_seed_gives_others(self):
        self.assertNotEqual(list(itinerary.rounds(7, 30)), list(itinerary.rounds(8, 30)))

    def test_each_leaves_the_desktop_and_comes_back_from_where_it_went(self):
        for out, *_, back in itinerary.rounds(1, 200):
            self.assertEqual((out.origin, back.to), ("desktop", "desktop"))
            self.assertEqual(out.to, back.origin)

    def test_the_model_is_swapped_in_compute_now_and_then(self):
        stays = [legs for legs in itinerary.rounds(1, 200) if legs[0].to == "compute"]
        swaps = [legs[1] for legs in stays if len(legs) == 3]
        self.assertGreater(len(swaps), len(stays) // 4)
        self.assertLess(len(swaps), len(stays))
        self.assertEqual({("compute", "compute")}, {(swap.origin, swap.to) for swap in swaps})
        self.assertFalse(any(len(legs) == 3 for legs in itinerary.rounds(1, 200) if legs not in stays))

    def test_ten_rounds_have_a_swap(self):
        self.assertTrue(any(leg.is_swap for legs in itinerary.rounds(1, 10) for leg in legs))

    def test_a_swap_is_asked_for_by_its_model(self):
        self.assertEqual(
            ("model", "select", "small"),
            itinerary.Leg("compute", "compute", "plain", 0, "small").words,
        )
        self.assertEqual(
            ("request", "compute"), itinerary.Leg("desktop", "compute", "plain", 0).words
        )

    def test_both_kinds_are_as_frequent_as_each_other(self):
        gone = [out.to for out, *_ in itinerary.rounds(1, 200)]
        self.assertEqual((gone.count("compute"), gone.count("studio-local")), (100, 100))

    def test_everything_happens_in_two_hundred(self):
        legs = [leg for legs in itinerary.rounds(1, 200) for leg in legs]
        for is_swap, events in ((False, itinerary.EVENTS), (True, itinerary.SWAP_EVENTS)):
            seen = {leg.event for leg in legs if leg.is_swap == is_swap}
            self.assertEqual(seen, {name for name, _ in events})


class Trend(unittest.TestCase):
    def test_tells_both_ends_and_the_slope_between(self):
        line = trend.line("x", [float(n) for n in range(100)], "s")
        self.assertRegex(line, r"first fifth +9\.50 +last fifth +89\.50 +slope +\+100\.000 s in 100")

    def test_does_not_tell_a_slope_of_one_figure(self):
        self.assertIn("too few to tell", trend.line("x", [1.0], "s"))


if __name__ == "__main__":
    unittest.main()
