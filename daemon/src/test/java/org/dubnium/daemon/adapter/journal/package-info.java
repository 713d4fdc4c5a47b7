@NullMarked
package org.dubnium.daemon.adapter.journal;

import org.jspecify.annotations.NullMarked;
