/**
 * Carries out one operation at a time, of whatever kind: journal first, then audit, then the host; undoes
 * and recovers it. What a kind of operation means is {@code operation}'s to say; how each kind of step is
 * done, {@code engine.step}'s.
 */
@NullMarked
package org.dubnium.daemon.engine;

import org.jspecify.annotations.NullMarked;
