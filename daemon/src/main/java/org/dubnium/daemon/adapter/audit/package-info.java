/**
 * The audit log in files: entries tied by their hashes, an index for the history, a budget, and their
 * verification. A thread that is interrupted must not lose a file by it, so nothing here writes through
 * a {@code FileChannel}, which an interrupt closes.
 */
@NullMarked
package org.dubnium.daemon.adapter.audit;

import org.jspecify.annotations.NullMarked;
