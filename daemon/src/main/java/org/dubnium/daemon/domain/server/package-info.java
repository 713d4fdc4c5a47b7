/** The model server: how far its start is, whether it answers, and why it failed. */
@NullMarked
package org.dubnium.daemon.domain.server;

import org.jspecify.annotations.NullMarked;
