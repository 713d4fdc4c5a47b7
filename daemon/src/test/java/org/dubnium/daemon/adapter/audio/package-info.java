@NullMarked
package org.dubnium.daemon.adapter.audio;

import org.jspecify.annotations.NullMarked;
