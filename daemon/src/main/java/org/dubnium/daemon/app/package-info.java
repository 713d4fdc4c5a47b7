/** Where the daemon is put together and meets its service manager. */
@NullMarked
package org.dubnium.daemon.app;

import org.jspecify.annotations.NullMarked;
