@NullMarked
package org.dubnium.daemon.adapter.logind;

import org.jspecify.annotations.NullMarked;
