/** What units have printed, by way of journalctl. */
@NullMarked
package org.dubnium.daemon.adapter.journal;

import org.jspecify.annotations.NullMarked;
