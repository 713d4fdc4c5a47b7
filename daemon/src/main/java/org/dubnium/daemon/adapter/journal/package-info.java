/** The output of units, read by journalctl. */
@NullMarked
package org.dubnium.daemon.adapter.journal;

import org.jspecify.annotations.NullMarked;
