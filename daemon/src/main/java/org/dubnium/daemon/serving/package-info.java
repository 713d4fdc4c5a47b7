/** The watch on the model server: how far its start is, whether it answers, and why it failed. */
@NullMarked
package org.dubnium.daemon.serving;

import org.jspecify.annotations.NullMarked;
