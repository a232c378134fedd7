/** The commands of the program, apart from how the parts behind them are made. */
@NullMarked
package org.certpublisher.cli.command;

import org.jspecify.annotations.NullMarked;
