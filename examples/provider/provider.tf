terraform {
  required_version = ">= 1.0"

  required_providers {
    sessmtp = {
      source = "sessmtp/sessmtp"
    }
  }
}
