/**
 * What the daemon keeps in files, the audit log apart: journal, lock and status. A thread that is
 * interrupted must not lose a file by it, so nothing here writes through a {@code FileChannel},
 * which an interrupt closes.
 */
@NullMarked
package org.dubnium.daemon.adapter.store;

import org.jspecify.annotations.NullMarked;
