package org.dubnium.daemon.guard;

import org.dubnium.daemon.domain.guard.Verdict;

/** One thing that may stand against a transition. */
interface Guard {

  Verdict judge(GuardInput input);
}
