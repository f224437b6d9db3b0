"""MANY MEMBERS: who among us can introduce whom, without anybody's address book leaving their machine."""
